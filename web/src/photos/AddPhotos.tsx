import { Camera, ImagePlus } from 'lucide';
import type { JSX, TargetedEvent } from 'preact';
import { useRef } from 'preact/hooks';

import { photosText } from '#text/photos';
import { PICTURE_TYPES } from '../files/limits';
import { Button, IconButton } from '../ui/Button';
import { enqueue } from '../uploads/uploads';

/** Buttons to add photos with the file picker, or with the camera of a phone. */
export function AddPhotos(): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const onChange = (event: TargetedEvent<HTMLInputElement>): void => {
    void enqueue([...(event.currentTarget.files ?? [])]);
    // Selecting the same files again has to be a change again.
    event.currentTarget.value = '';
  };
  return (
    <>
      {/* The types one by one: for "image/*", iOS would deliver HEIC, which gets no previews. */}
      <input ref={picker} type="file" multiple hidden accept={PICTURE_TYPES.join()} onChange={onChange} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={onChange} />
      <span class="photos-camera">
        <IconButton icon={Camera} size={24} label={photosText.add.takePhoto} onClick={() => camera.current?.click()} />
      </span>
      <Button kind="primary" icon={ImagePlus} onClick={() => picker.current?.click()}>
        {photosText.add.choose}
      </Button>
    </>
  );
}
