using System.Runtime.InteropServices;
using Seedream.Core.Identity;
using Seedream.Core.Submission;

namespace Seedream.Core.Retention;

/// <summary>What is left of a row of a purged batch.</summary>
/// <param name="Key">What it asked for.</param>
/// <param name="Place">Where its ledger records stood.</param>
/// <param name="Ran">It was submitted, or may have been: it is not paid for again.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PurgedRow(RowKey Key, LedgerPlace Place, bool Ran);
