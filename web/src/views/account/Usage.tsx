import type { JSX } from 'preact';
import type { Account } from '../../api/types';
import { bytes, count } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { Words } from '../../ui/Words';

/** The smallest part of the bar that is visible. */
const SLIVER = 0.01;

/** The storage in use and its limits, with the same layout before they are known. */
export function Usage({ account }: { account: Account | undefined }): JSX.Element {
  return (
    <section class="account-card" aria-labelledby="account-usage">
      <h2 id="account-usage">Storage</h2>
      {account ? (
        <p>
          <strong>
            <Words>{bytes(account.usage.bytes)}</Words>
          </strong>{' '}
          of {bytes(account.limits.bytes)} used by photos and files
        </p>
      ) : (
        <p class="account-waiting">
          <Skeleton width="13rem" />
        </p>
      )}
      <meter class="account-meter" value={account && part(account)} high={0.9} aria-label="Storage used" />
      <dl class="account-facts">
        <Fact name="Notes" value={account && count(account.usage.notes)} />
        <Fact name="Photos and files" value={account && count(account.usage.files)} />
        <Fact name="Largest photo" value={account && bytes(account.limits.image_bytes)} />
        <Fact name="Largest other file" value={account && bytes(account.limits.file_bytes)} />
      </dl>
      <p class="account-note">Items in the trash count until they are deleted forever.</p>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | undefined }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="account-waiting">{value === undefined ? <Skeleton width="4rem" /> : <Words>{value}</Words>}</dd>
    </div>
  );
}

function part({ usage, limits }: Account): number {
  return usage.bytes === 0 ? 0 : Math.max(usage.bytes / limits.bytes, SLIVER);
}
