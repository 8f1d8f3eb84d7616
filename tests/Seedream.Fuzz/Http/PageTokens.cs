using Seedream.Api.Requests;
using Seedream.Api.Routing;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Http;

/// <summary>Continuation tokens whose check is right and whose place is anything: they are no secret, so anybody can make them.</summary>
internal static class PageTokens
{
    public static string Any(Dice dice, FuzzSite site, ApiRoute route)
    {
        string place = dice.OneIn(3) ? Words.Text(dice) : dice.Of<string>("1.0.0", "2.10.638532000000000000", $"3.{dice.Below(3000)}.639132336000000000", "2147483647.0.0", "1.9223372036854775807.639132336000000000", "0.0.0", "a", "zzz", "../x", "job-0");
        string list = route == ApiRoutes.ListJobs ? "jobs" : route == ApiRoutes.ListBatches ? "batches" : $"rows|{dice.Of<string>(site.Ended, site.Running)}||";
        return PageToken.Write(list, place);
    }
}
