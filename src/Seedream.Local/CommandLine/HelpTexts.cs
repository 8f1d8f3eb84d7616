using System.CommandLine;

namespace Seedream.Local.CommandLine;

/// <summary>Examples and remarks below the generated help.</summary>
internal static class HelpTexts
{
    /// <summary>What stands below the help of a command.</summary>
    public static string[] Below(Command command) => command.Name switch
    {
        "run" =>
        [
            "Examples:",
            "  seedream run posters.csv                        without a token: placeholder pictures, nothing paid",
            "  RUNCOMFY_API_TOKEN=... seedream run posters.csv asks before it spends anything",
            "  seedream run posters.csv --yes --json > end.json   for scripts",
            "  seedream run posters.csv --resolution 16:9 --output-format jpeg",
            "  seedream run posters.csv --run 2                the same file once more, paid once more",
            "",
            "Ctrl-C stops in good order, a second one at once; the same command goes on. Nothing is paid twice.",
        ],
        "validate" =>
        [
            "Examples:",
            "  seedream validate posters.csv",
            "  seedream validate posters.csv --json | jq '.problems[] | select(.severity != \"warning\")'",
            "",
            "Exit code 0 when every row can be run, 3 when a row or the file has an error.",
        ],
        "list" => ["Example:", "  seedream list --json | jq -r '.batches[] | select(.status == \"halted\") | .batch'"],
        "status" => ["Examples:", "  seedream status", "  seedream status posters.csv", "  seedream status posters-1f --json | jq .eta_seconds"],
        "cancel" => ["Examples:", "  seedream cancel", "  seedream cancel posters.csv"],
        "retry" =>
        [
            "Examples:",
            "  seedream retry posters.csv                      failed, not submitted and timed out rows",
            "  seedream retry posters.csv --only not_submitted",
            "  seedream retry posters.csv --only uncertain     these may have been paid for: may pay twice",
        ],
        "collect" => ["Examples:", "  seedream collect posters.csv", "  seedream collect posters-1f --deadline 2h"],
        "purge" =>
        [
            "Examples:",
            "  seedream purge --older-than 30d --dry-run",
            "  seedream purge --older-than 90d --images --yes",
            "",
            "Batches that are running, or have rows that can still be collected, stay. A purged file is remembered: it is",
            "not run again unless it gets a higher --run number, or was forgotten with --forget.",
        ],
        "serve" =>
        [
            "Examples:",
            "  seedream serve                                     drop prompt files into ./seedream-data/prompts",
            "  seedream serve --storage UseDevelopmentStorage=true   containers and queues of Azurite on this machine",
            "  seedream serve --storage https://account.blob.core.windows.net --urls http://127.0.0.1:8080",
            "",
            "Ctrl-C or SIGTERM stops in good order; started again, or another one, it goes on. Nothing is paid twice.",
        ],
        "simulate" =>
        [
            "Examples:",
            "  eval \"$(seedream simulate --port 8189 --median 2 > sim.env & sleep 1; cat sim.env)\"",
            "  seedream simulate --faults submit:429=0.05,accept-reset=0.01,fail=0.02 --seed 7",
            "  seedream simulate --capacity 4 --balance 1 --tiny",
        ],
        _ =>
        [
            "Examples:",
            "  seedream run samples/posters.csv   the whole job; without an API token with placeholder pictures",
            "  seedream validate posters.csv      what is wrong with it, what it can cost",
            "  seedream retry posters.csv         the rows that did not succeed",
            "",
            "Settings come from environment variables (docs/settings.md), above all RUNCOMFY_API_TOKEN.",
            "",
            "Exit codes:",
            .. ExitCodes.All.Select(code => $"  {(int)code.Code,3}  {code.Meaning}"),
        ],
    };
}
