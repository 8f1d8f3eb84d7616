using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seedream.Simulator.Accounting;

/// <summary>What is said and heard of the account outside its file: a zero is written, a null is not.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(AccountSummary))]
[JsonSerializable(typeof(AccountBooks))]
[JsonSerializable(typeof(IReadOnlyList<KnownRequest>))]
internal sealed partial class BooksJson : JsonSerializerContext;
