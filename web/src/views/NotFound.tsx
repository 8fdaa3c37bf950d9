import { commonText } from '#text/common';
import { Compass } from 'lucide';
import type { JSX } from 'preact';
import { Empty } from '../ui/Empty';
import { View } from '../ui/View';

const text = commonText.notFound;

/** The view for an unknown address. */
export function NotFound(): JSX.Element {
  return (
    <View title={text.title} titleHidden>
      <Empty icon={Compass} title={text.title} action={<a href="/">{commonText.goToNotes}</a>}>
        {text.hint}
      </Empty>
    </View>
  );
}
