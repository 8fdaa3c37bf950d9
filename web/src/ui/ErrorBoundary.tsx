import { Component, type ComponentChildren, type JSX } from 'preact';
import { ErrorNote } from './ErrorNote';

interface Props {
  /** The current path; going to another one clears the error. */
  path: string;
  children: ComponentChildren;
}

/** A boundary that keeps an error in one view from breaking the whole page. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: undefined as unknown };

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.path !== this.props.path && this.state.error !== undefined) this.setState({ error: undefined });
  }

  render(): JSX.Element {
    if (this.state.error === undefined) return <>{this.props.children}</>;
    return (
      <div class="view view-text">
        <ErrorNote error={this.state.error} retry={() => this.setState({ error: undefined })} />
      </div>
    );
  }
}
