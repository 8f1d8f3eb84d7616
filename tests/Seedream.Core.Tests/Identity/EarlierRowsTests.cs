using Seedream.Core.Identity;
using Seedream.Core.Submission;

namespace Seedream.Core.Tests.Identity;

public sealed class EarlierRowsTests
{
    [Fact]
    public void Take_EqualRows_GivesEachPlaceOnceInTheOrderOfVersions()
    {
        EarlierRows rows = new();
        RowKey key = new(1, 2);
        foreach (LedgerPlace place in (LedgerPlace[])[new("b", 9), new("a", 5), new("b", 3), new("b", 9)])
            rows.Add(key, place);
        rows.Add(new RowKey(1, 3), new LedgerPlace("a", 6));

        LedgerPlace?[] taken = [rows.Take(key), rows.Take(key), rows.Take(key), rows.Take(key), rows.Take(new RowKey(0, 0))];

        Assert.Equal([new("b", 3), new("b", 9), new("a", 5), null, null], taken);
    }
}
