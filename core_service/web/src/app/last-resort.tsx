/** Around everything: what breaks outside the app's routes is said, where React alone would leave an empty window. */
import { Component, type ReactNode } from "react";
import { BrokenPage } from "./broken-page";

interface Broken {
  error: unknown;
}

export class LastResort extends Component<{ children: ReactNode }, Broken> {
  override state: Broken = { error: null };

  static getDerivedStateFromError(error: unknown): Broken {
    return { error };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <BrokenPage error={error} />;
  }
}
