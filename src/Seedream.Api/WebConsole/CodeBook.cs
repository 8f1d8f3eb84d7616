using System.Text.Json;
using Seedream.Api.Responses;
using Seedream.Core.Collecting;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;

namespace Seedream.Api.WebConsole;

/// <summary>What the codes of rows mean and what to do about them, for the console: <c>{"API402": ["what happened", "what to do"]}</c>. The same texts as docs/errors.md.</summary>
internal static class CodeBook
{
    public const string FileName = "codes.json";

    public static byte[] Write()
    {
        Dictionary<string, string[]> codes = new(StringComparer.Ordinal);
        foreach (ProblemCode code in ProblemCodes.All)
            codes[code.Code] = [code.Title, code.WhatToDo];
        foreach (CodeDescription code in (CodeDescription[])[.. ApiCodes.All, .. CollectCodes.All, .. JobCodes.All])
            codes[code.Code] = [code.Title, code.WhatToDo];
        return JsonSerializer.SerializeToUtf8Bytes(codes, ApiJson.Default.DictionaryStringStringArray);
    }
}
