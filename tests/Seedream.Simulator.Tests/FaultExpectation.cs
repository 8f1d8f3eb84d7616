using System.Globalization;
using System.Text.Json;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

/// <summary>What a raw client must see of each fault.</summary>
internal static class FaultExpectation
{
    public static void Check(Fault fault, FaultStage stage, Observation seen, DateTimeOffset start)
    {
        bool breaks = fault is Fault.Reset or Fault.Hang or Fault.AcceptThenReset or Fault.AcceptThenHang;
        bool breaksInside = fault is Fault.ResetMidResponse or Fault.AcceptThenResetMidResponse or Fault.Truncated;
        Assert.Equal(breaks ? Observation.BeforeAnswer : breaksInside ? Observation.InsideAnswer : "", seen.Broke);
        if (breaks) return;
        Assert.Equal(ExpectedStatus(fault, stage), seen.Status);
        switch (fault)
        {
            case Fault.TooManyRequests:
                Assert.Null(seen.RetryAfter);
                break;
            case Fault.TooManyRequestsRetryAfter or Fault.ServiceUnavailable:
                Assert.Equal("2", seen.RetryAfter);
                break;
            case Fault.TooManyRequestsRetryDate:
                Assert.InRange(DateTimeOffset.Parse(seen.RetryAfter!, CultureInfo.InvariantCulture), start, start.AddHours(1));
                break;
            case Fault.BadGateway or Fault.GatewayTimeout or Fault.AcceptThenGatewayTimeout or Fault.HtmlPage or Fault.WrongType:
                Assert.Equal("text/html", seen.Response!.Content.Headers.ContentType!.MediaType);
                Assert.StartsWith("<html>", seen.Text, StringComparison.Ordinal);
                break;
            case Fault.ErrorInside200 or Fault.AcceptThenErrorInside200:
                Assert.Equal(500001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.MalformedJson or Fault.AcceptThenMalformedJson:
                Assert.ThrowsAny<JsonException>(() => seen.Json);
                break;
            case Fault.EmptyBody:
                Assert.Empty(seen.Body);
                break;
            case Fault.BadToken:
                Assert.Equal(400004, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.InsufficientBalance:
                Assert.Equal(400002, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.NotYours:
                Assert.Equal(403001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.ExpiredId:
                Assert.Equal(404001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.Moderated:
                Assert.Contains("InputTextSensitiveContentDetected", seen.Text, StringComparison.Ordinal);
                break;
            case Fault.AcceptThenNoRequestId:
                Assert.False(seen.Json.TryGetProperty("request_id", out _));
                break;
            case Fault.UnknownStatus:
                Assert.Equal("reticulating", seen.Json.GetProperty("status").GetString());
                break;
            case Fault.FailedStatus:
                Assert.Equal("failed", seen.Json.GetProperty("status").GetString());
                break;
            case Fault.CompletedWord:
                Assert.Equal("completed", seen.Json.GetProperty("status").GetString());
                Assert.True(seen.Json.TryGetProperty("output", out _));
                break;
            case Fault.StillProcessing:
                Assert.Equal("processing", seen.Json.GetProperty("status").GetString());
                Assert.False(seen.Json.TryGetProperty("output", out _));
                break;
            case Fault.ForeignUrl:
                Assert.StartsWith("https://images.invalid/", seen.Json.GetProperty("output").GetProperty("image").GetString(), StringComparison.Ordinal);
                break;
            case Fault.NotCancellable:
                Assert.Equal("not_cancellable", seen.Json.GetProperty("outcome").GetString());
                break;
            case Fault.Truncated:
                Assert.InRange(seen.Body.Length, 40_000, 60_000);
                Assert.InRange(seen.Response!.Content.Headers.ContentLength!.Value, 98_000, 102_000);
                break;
            case Fault.ShortFile:
                Assert.InRange(seen.Body.Length, 40_000, 60_000);
                break;
            case Fault.Corrupt:
                Assert.NotEqual((byte)'P', seen.Body[1]);
                break;
            case Fault.BitFlip:
                Assert.Equal(1, PngFile.Read(seen.Body).BadChunks);
                break;
            case Fault.CancelledAnyway:
                Assert.Equal("cancelled", seen.Json.GetProperty("outcome").GetString());
                break;
            case Fault.Redirect:
                Assert.Contains("redirected=1", seen.Response!.Headers.Location!.ToString(), StringComparison.Ordinal);
                break;
            case Fault.RedirectElsewhere:
                Assert.Equal("elsewhere.invalid", seen.Response!.Headers.Location!.Host);
                break;
            case Fault.Oversized:
                Assert.True(seen.Body.Length > 32 << 20);
                break;
            case Fault.NotFoundPage or Fault.UnauthorizedPage or Fault.ForbiddenPage:
                Assert.Equal("text/html", seen.Response!.Content.Headers.ContentType!.MediaType);
                Assert.Empty(seen.Response.Headers.WwwAuthenticate);
                break;
            case Fault.BadToken400:
                Assert.Equal(400004, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.InsufficientBalance400:
                Assert.Equal(400002, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.UnknownModel:
                Assert.Equal(400001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.NotReady:
                Assert.Equal(400005, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.IncludeCostRefused:
                Assert.Contains("include_cost", seen.Text, StringComparison.Ordinal);
                break;
            case Fault.AcceptThen202:
                Assert.Equal("in_queue", seen.Json.GetProperty("status").GetString());
                break;
            default:
                if (breaksInside || seen.Status >= 300) break;
                if (stage == FaultStage.Result) ResultExpectation.Check(fault, seen);
                else if (stage == FaultStage.Info) InfoExpectation.Check(fault, seen);
                else if (stage == FaultStage.Download) DownloadExpectation.Check(fault, seen);
                break;
            case Fault.Slow when stage == FaultStage.Download:
                Assert.Equal(0, PngFile.Read(seen.Body).BadChunks);
                break;
        }
    }

    private static int ExpectedStatus(Fault fault, FaultStage stage) => fault switch
    {
        Fault.TooManyRequests or Fault.TooManyRequestsRetryAfter or Fault.TooManyRequestsRetryDate => 429,
        Fault.RequestTimeout or Fault.AcceptThenRequestTimeout => 408,
        Fault.InternalServerError or Fault.AcceptThenServerError => 500,
        Fault.BadGateway => 502,
        Fault.ServiceUnavailable => 503,
        Fault.GatewayTimeout or Fault.AcceptThenGatewayTimeout => 504,
        Fault.NotFoundPage or Fault.UnknownModel => 404,
        Fault.UnauthorizedPage => 401,
        Fault.ForbiddenPage => 403,
        Fault.BadToken400 or Fault.InsufficientBalance400 or Fault.NotReady or Fault.IncludeCostRefused => 400,
        Fault.AcceptThen202 => 202,
        Fault.Status201 => 201,
        Fault.Status203 => 203,
        Fault.PartialWhole or Fault.PartialHalf => 206,
        Fault.BadToken => 401,
        Fault.InsufficientBalance => 402,
        Fault.NotYours or Fault.ExpiredUrl => 403,
        Fault.ExpiredId or Fault.GoneUrl => 404,
        Fault.Moderated => 400,
        Fault.InputRejected => 422,
        Fault.Redirect or Fault.RedirectElsewhere => 302,
        Fault.Slow or Fault.NotCancellable or Fault.CancelledAnyway when stage == FaultStage.Cancel => 202,
        _ => 200,
    };
}
