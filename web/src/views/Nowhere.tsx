import { Compass } from 'lucide';
import type { JSX } from 'preact';
import { Empty } from '../ui/Empty';
import { View } from '../ui/View';

/** The view for an unknown address. */
export function Nowhere(): JSX.Element {
  return (
    <View title="Page not found" titleHidden>
      <Empty icon={Compass} title="Page not found" action={<a href="/">Go to your notes</a>}>
        The link may be old or mistyped.
      </Empty>
    </View>
  );
}
