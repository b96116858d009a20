/**
 * A measurement with its rate of change, for derivatives. A DS18B20 answers in steps of 0.0625 °C: the bare
 * difference of two readings is either 0 or far too much, so level and rate pass a first-order filter each.
 */
export interface Measurement {
  readonly filteredC: number;
  readonly rateCPerS: number;
}

/** A measurement at rest at `pvC`. */
export function seedMeasurement(pvC: number): Measurement {
  return { filteredC: pvC, rateCPerS: 0 };
}

/**
 * Takes in one reading.
 * @param filterS time constant of each of the two filters, s; at most `dtS` is no filter
 * @param dtS time since the reading before, s
 */
export function takeReading(last: Measurement, pvC: number, filterS: number, dtS: number): Measurement {
  const share = Math.min(1, dtS / filterS);
  const stepC = share * (pvC - last.filteredC);
  const rateCPerS = last.rateCPerS + share * (stepC / dtS - last.rateCPerS);
  return { filteredC: last.filteredC + stepC, rateCPerS };
}
