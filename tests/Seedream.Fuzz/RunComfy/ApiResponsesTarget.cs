using System.Net;
using Seedream.Core.Jobs;
using Seedream.Core.RunComfy;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.RunComfy;

/// <summary>Every call of the API client against any answer: it ends in a value or a documented exception, and never tells the token.</summary>
internal sealed class ApiResponsesTarget : IFuzzTarget
{
    private static readonly RunComfyOptions Options = new() { ApiToken = Words.Token };
    private static readonly JobInput Input = new() { Prompt = "a red fox" };

    public string Name => "api-responses";

    public long MostAllocated(long inputBytes) => 300_000 + (600 * inputBytes);

    public async Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        byte[] body = fuzz.Input("body", AnswerGrammar.Body(dice));
        int status = AnswerGrammar.Status(dice);
        ApiCall call = (ApiCall)dice.Below(6);
        fuzz.Input("call", $"{call} {status}");
        List<(string, string)> headers = [];
        if (dice.OneIn(3))
            headers.Add(("Retry-After", fuzz.Input("retry-after", AnswerGrammar.RetryAfter(dice))));
        if (dice.OneIn(6))
            headers.Add(("Content-Type", dice.Of<string>("text/html", "application/json; charset=utf-7", Words.Text(dice))));
        using ScriptedNetwork network = new(status, body, headers);
        using HttpClient http = new(network) { Timeout = Timeout.InfiniteTimeSpan };
        HeardLog<RunComfyClient> log = new();
        CoolDown coolDown = new(FrozenTime.Instance, () => 0);
        RunComfyClient client = new(http, Options, coolDown, FrozenTime.Instance, log);
        try
        {
            await CallAsync(client, call, status);
        }
        catch (RunComfyException exception)
        {
            Check(exception, call, status, body);
        }

        IsSecretive(log.Text, "the log");
        Expect.That(coolDown.RemainingFor(call) is { Ticks: >= 0 } wait && wait <= CoolDown.LongestWait, "calls stay away for longer than allowed");
    }

    private static async Task CallAsync(RunComfyClient client, ApiCall call, int status)
    {
        switch (call)
        {
            case ApiCall.Submit:
                AcceptedSubmission accepted = await client.SubmitAsync(Input, "batch.1.1", CancellationToken.None);
                Expect.That(status is >= 200 and <= 299 && RequestId.IsValid(accepted.RequestId), $"accepted with {status} and '{accepted.RequestId}'");
                break;
            case ApiCall.Status:
                RequestStatus seen = await client.GetStatusAsync("r1", CancellationToken.None);
                Expect.That(seen.QueuePosition is null or >= 0, "a queue position below zero");
                IsTold(seen.Word, "the status' word", 100);
                break;
            case ApiCall.Result:
                Check(await client.GetResultAsync("r1", CancellationToken.None));
                break;
            case ApiCall.Cancel:
                Expect.That(Enum.IsDefined(await client.CancelAsync("r1", CancellationToken.None)), "an unknown outcome of cancel");
                break;
            case ApiCall.Model:
                ModelInfo model = await client.GetModelAsync(CancellationToken.None);
                IsTold(model.PriceUnit, "the price's unit", 100);
                IsTold(model.PricingNote, "the price's note", 500);
                break;
            default:
                IsTold((await client.GetBalanceAsync(CancellationToken.None)).Currency, "the currency", 20);
                break;
        }
    }

    private static void Check(RequestResult result)
    {
        Expect.That(result.OutputUrls.Count == 0 || result.Phase == RequestPhase.Completed, "output of a request that did not succeed");
        Expect.That(result.OutputUrls.Count <= 100 && result.OutputUrls.Distinct().Count() == result.OutputUrls.Count, "output URLs repeat or are too many");
        Expect.That(result.CostUsd is null or >= 0, "a cost below zero");
        IsTold(result.Word, "the result's word", 100);
        IsTold(result.ErrorCode, "the result's code", 100);
        IsTold(result.Error, "the result's error", 4096);
    }

    private static void Check(RunComfyException exception, ApiCall call, int status, byte[] body)
    {
        Expect.That(ApiCodes.All.Any(code => code.Code == exception.Code), $"the code {exception.Code} is not documented");
        IsTold(exception.Message, "the message", 1_000);
        IsTold(exception.VendorMessage, "the vendor's message", 500);
        IsTold(exception.VendorCode, "the vendor's code", 100);
        IsSecretive(exception.RawBody ?? "", "the raw body");
        IsSecretive(exception.ToString(), "the exception");
        Expect.That(exception.RawBody is null or { Length: <= 4096 }, "the raw body is longer than 4 KB");
        Expect.That(exception.RetryAfter is null || exception.RetryAfter > TimeSpan.Zero, "a wait of nothing");
        // Only a 4xx other than 408, or a vendor's code inside a 2xx, proves that nothing was accepted and billed.
        bool mayBeAccepted = status is 408 or >= 500 or < 200 or (>= 300 and <= 399) || (status <= 299 && !JsonGrammar.IsValid(body));
        Expect.That(call != ApiCall.Submit || !mayBeAccepted || !exception.CertainlyNotAccepted, $"a submission answered with {status} counts as certainly not accepted");
        Expect.That(exception is not AccountRefusedException || status is (>= 400 and <= 499) or (>= 200 and <= 299), $"the account is refused by {(HttpStatusCode)status}");
    }

    private static void IsTold(string? text, string what, int longest)
    {
        Expect.IsMessage(text, what, longest);
        IsSecretive(text ?? "", what);
    }

    // As it is, or in any spelling that a reader of JSON or of a URL takes back.
    private static void IsSecretive(string text, string what)
    {
        Expect.That(!text.Contains(Words.Token, StringComparison.OrdinalIgnoreCase), $"{what} tells the token");
        if (text.Contains("\\u", StringComparison.Ordinal))
            Expect.That(!Escapes.Remove(text).Contains(Words.Token, StringComparison.OrdinalIgnoreCase), $"{what} tells the token in escapes");
    }
}
