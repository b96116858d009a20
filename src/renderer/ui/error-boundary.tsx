import { Component, type ReactNode } from 'react';
import { ErrorNote } from './error-note.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failed: boolean;
}

/** Keeps the frame of the page, and with it the emergency stop, when a screen cannot be drawn. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorNote
        text="This screen could not be shown. The console itself goes on; load the page again."
        onRetry={() => window.location.reload()}
      />
    );
  }
}
