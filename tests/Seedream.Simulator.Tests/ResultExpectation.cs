using System.Globalization;
using System.Text.Json;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Http;

namespace Seedream.Simulator.Tests;

/// <summary>What is odd about a finished request's result, by fault; the rest of it is as always.</summary>
internal static class ResultExpectation
{
    public static void Check(Fault fault, Observation seen)
    {
        if (fault == Fault.CostNaN)
        {
            Assert.Contains("\"cost\":NaN", seen.Text, StringComparison.Ordinal);
            Assert.ThrowsAny<JsonException>(() => seen.Json);
            return;
        }
        JsonElement json = seen.Json;
        string status = json.GetProperty("status").GetString()!;
        if (StatusWords.Of(fault) is { } word)
        {
            Assert.Equal(word, status);
            Assert.Equal(!fault.ToString().EndsWith("WithoutOutput", StringComparison.Ordinal), json.TryGetProperty("output", out _));
            return;
        }
        Assert.Equal("succeeded", status);
        CheckCost(fault, json);
        CheckIdentity(fault, json);
        CheckTimes(fault, json);
        Assert.Equal(fault == Fault.BigResult, seen.Body.Length > 1 << 20);
        if (fault != Fault.AnotherJob) CheckOutput(fault, json.GetProperty("output"));
    }

    private static void CheckCost(Fault fault, JsonElement json)
    {
        if (fault == Fault.CostMissing)
        {
            Assert.False(json.TryGetProperty("cost", out _));
            return;
        }
        string expected = fault switch
        {
            Fault.CostText => "\"0.028\"",
            Fault.CostWords => "\"about $0.028\"",
            Fault.CostAbsurd => "7.9e28",
            Fault.CostNegative => "-0.038",
            _ => "0.028",
        };
        Assert.Equal(expected, json.GetProperty("cost").GetRawText());
    }

    private static void CheckIdentity(Fault fault, JsonElement json)
    {
        string id = json.GetProperty("request_id").GetString()!;
        bool same = fault == Fault.AnotherJob || json.GetProperty("output").GetRawText().Contains(id, StringComparison.Ordinal);
        Assert.Equal(fault != Fault.AnotherId, same);
        Assert.Equal(fault == Fault.AnotherModel ? "bytedance/seedream-4/text-to-image" : "bytedance/seedream-5/lite/text-to-image", json.GetProperty("model_id").GetString());
        Assert.Equal(fault == Fault.AnotherInput, json.TryGetProperty("input", out JsonElement input) && input.GetProperty("prompt").GetString() != "a prompt");
    }

    private static void CheckTimes(Fault fault, JsonElement json)
    {
        string created = json.GetProperty("created_at").GetString()!, finished = json.GetProperty("finished_at").GetString()!;
        if (fault == Fault.TimesInWords)
        {
            Assert.Equal(("yesterday", "just now"), (created, finished));
            return;
        }
        DateTimeOffset from = DateTimeOffset.Parse(created, CultureInfo.InvariantCulture), to = DateTimeOffset.Parse(finished, CultureInfo.InvariantCulture);
        Assert.Equal(fault switch { Fault.TimesInYearOne => 1, Fault.TimesIn1970 => 1970, Fault.TimesAYearApart => 2025, _ => 2026 }, from.Year);
        Assert.Equal(fault == Fault.TimesAYearApart ? TimeSpan.FromDays(365) : TimeSpan.Zero, to - from);
        Assert.Equal(fault == Fault.TimesEightHoursOff ? 8 : 0, to.Hour);
    }

    private static void CheckOutput(Fault fault, JsonElement output)
    {
        switch (fault)
        {
            case Fault.OutputText:
                Assert.Equal(JsonValueKind.String, output.ValueKind);
                break;
            case Fault.OutputList:
                Assert.Equal(1, output.GetArrayLength());
                break;
            case Fault.BlankUrls:
                string url = output.GetProperty("image").GetString()!;
                Assert.NotEqual(url, url.Trim());
                Assert.True(Uri.IsWellFormedUriString(url.Trim(), UriKind.Absolute));
                break;
            case Fault.SameFileTwice:
                var single = new Uri(output.GetProperty("image").GetString()!);
                var listed = new Uri(output.GetProperty("images")[0].GetString()!);
                Assert.Equal(single.AbsolutePath, listed.AbsolutePath);
                Assert.NotEqual(single.Query, listed.Query);
                break;
            case Fault.ImageWithVideos:
                Assert.Equal("image,videos", string.Join(',', output.EnumerateObject().Select(property => property.Name)));
                break;
            case Fault.ForeignUrl:
                break;
            default:
                Assert.Equal("image", string.Join(',', output.EnumerateObject().Select(property => property.Name)));
                break;
        }
    }
}
