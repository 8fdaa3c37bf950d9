/**
 * Keep the browser from opening a dropped file in place of the page. Runs before every other listener; code that
 * accepts files sets `dropEffect` back from `none`.
 */
export function guardDrops(page: EventTarget): void {
  const guard = (event: Event): void => {
    const { dataTransfer } = event as DragEvent;
    if (!carriesFiles(dataTransfer)) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'none';
  };
  page.addEventListener('dragenter', guard, { capture: true });
  page.addEventListener('dragover', guard, { capture: true });
  page.addEventListener('drop', guard, { capture: true });
}

export function carriesFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}
