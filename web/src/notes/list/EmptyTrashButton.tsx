import { commonText } from '#text/common';
import { notesListText } from '#text/notesList';
import { Trash2 } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError } from '../../api/errors';
import { api } from '../../context';
import { catalogue } from '../../files/sharedCatalogue';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { errorMessage } from '../../ui/errorMessages';
import { toast } from '../../ui/toast';
import { ReplacedText } from '../../ui/ReplacedText';
import { contents, deleteAll, listTrash, type Deletion, type Trash } from '../store/emptying';
import type { NotesStore } from '../store/notesStore';

const { emptyTrash } = notesListText;

/** The button to empty the trash: it lists the contents, asks, deletes exactly those, and reports failures. */
export function EmptyTrashButton({ store }: { store: NotesStore }): JSX.Element {
  const [isListing, setListing] = useState(false);
  const [trash, setTrash] = useState<Trash>();

  const ask = async (): Promise<void> => {
    setListing(true);
    try {
      const found = await listTrash(api);
      if (found.notes.length + found.files.length === 0) toast(emptyTrash.alreadyEmpty);
      else setTrash(found);
    } catch (error) {
      toast(errorMessage(error), { kind: 'error' });
    } finally {
      setListing(false);
    }
  };

  return (
    <>
      <Button icon={Trash2} busy={isListing} onClick={() => void ask()}>
        {emptyTrash.button}
      </Button>
      {trash && <Confirmation trash={trash} store={store} onClose={() => setTrash(undefined)} />}
    </>
  );
}

interface Props {
  trash: Trash;
  store: NotesStore;
  onClose: () => void;
}

function Confirmation({ trash, store, onClose }: Props): JSX.Element {
  const [left, setLeft] = useState<Deletion[]>(() => deletionsOf(trash, store));
  const [done, setDone] = useState<number>();
  const [problem, setProblem] = useState('');
  const isBusy = done !== undefined;

  const empty = async (): Promise<void> => {
    setProblem('');
    setDone(0);
    const { deleted, failed, error } = await deleteAll(left, setDone);
    setDone(undefined);
    if (failed.length === 0) {
      toast(emptyTrash.done(deleted));
      onClose();
      return;
    }
    setLeft(failed);
    setProblem(emptyTrash.failed(failed.length, left.length, errorMessage(error)));
  };

  return (
    <Dialog
      title={emptyTrash.title}
      // A deletion that has begun runs to its end, and reports its result.
      onClose={isBusy ? () => undefined : onClose}
      actions={
        <>
          <Button disabled={isBusy} onClick={onClose}>
            {commonText.cancel}
          </Button>
          <Button kind="danger" busy={isBusy} onClick={() => void empty()}>
            <ReplacedText>{problem ? commonText.tryAgain : commonText.deleteForever}</ReplacedText>
          </Button>
        </>
      }
    >
      <p>
        <ReplacedText>{emptyTrash.consequences(contents(trash))}</ReplacedText>
      </p>
      <p role="status">
        <ReplacedText>
          {isBusy ? emptyTrash.progress(Math.min(done + 1, left.length), left.length) : problem}
        </ReplacedText>
      </p>
    </Dialog>
  );
}

function deletionsOf({ notes, files }: Trash, store: NotesStore): Deletion[] {
  return [
    ...notes.map((note) => async () => {
      await store.lists.purge(note);
      store.drafts.remove(note.id);
    }),
    ...files.map(({ id }) => async () => {
      await api.delete('/files/{file_id}', { path: { file_id: id }, query: { permanently: true } }).catch(ignoreGone);
      catalogue.remove(id);
    }),
  ];
}

/** Ignore a 404: the file was deleted together with its note. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}
