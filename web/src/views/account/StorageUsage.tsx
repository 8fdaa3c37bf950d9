import { accountText } from '#text/account';
import type { JSX } from 'preact';
import type { Account } from '../../api/types';
import { almostUsedUp, WARNING_SHARE } from '../../account/limits';
import { formatBytes } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { ReplacedText } from '../../ui/ReplacedText';

const text = accountText.usage;

/** The smallest part of the bar that is visible. */
const MIN_VISIBLE_SHARE = 0.01;

/** The storage in use and its limits, with the same layout before they are known. */
export function StorageUsage({ account }: { account: Account | undefined }): JSX.Element {
  const almostFull = account ? almostUsedUp(account) : [];
  return (
    <section class="account-card" aria-labelledby="account-usage">
      <h2 id="account-usage">{text.title}</h2>
      {account ? (
        <p>
          <strong>
            <ReplacedText>{formatBytes(account.usage.bytes)}</ReplacedText>
          </strong>{' '}
          {text.ofLimit(account.limits.bytes)}
        </p>
      ) : (
        <p class="account-line">
          <Skeleton width="13rem" />
        </p>
      )}
      <meter class="account-meter" value={account && usedShare(account)} high={WARNING_SHARE} aria-label={text.meter} />
      {almostFull.length > 0 && <p class="account-warning">{text.almostFull(almostFull)}</p>}
      <dl class="account-facts">
        <Fact name={text.notes} value={account && text.ofCount(account.usage.notes, account.limits.notes)} />
        <Fact name={text.files} value={account && text.ofCount(account.usage.files, account.limits.files)} />
        <Fact name={text.photoLimit} value={account && formatBytes(account.limits.image_bytes)} />
        <Fact name={text.fileLimit} value={account && formatBytes(account.limits.file_bytes)} />
      </dl>
      <p class="account-note">{text.trashCounts}</p>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | undefined }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="account-line">
        {value === undefined ? <Skeleton width="4rem" /> : <ReplacedText>{value}</ReplacedText>}
      </dd>
    </div>
  );
}

function usedShare({ usage, limits }: Account): number {
  return usage.bytes === 0 ? 0 : Math.max(usage.bytes / limits.bytes, MIN_VISIBLE_SHARE);
}
