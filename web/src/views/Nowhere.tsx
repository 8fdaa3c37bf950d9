import { Compass } from 'lucide';
import type { JSX } from 'preact';
import { Empty } from '../ui/Empty';
import { View } from '../ui/View';

/** An address that leads to nothing. */
export function Nowhere(): JSX.Element {
  return (
    <View title="Nothing here" titleHidden>
      <Empty icon={Compass} title="There is nothing at this address" action={<a href="/">Go to your notes</a>}>
        The link may be old, or a letter of it got lost.
      </Empty>
    </View>
  );
}
