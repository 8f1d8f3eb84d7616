using System.Text.Encodings.Web;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;
using Seedream.Local.Apis;
using Seedream.Local.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Terminals;

namespace Seedream.Local.Documents;

/// <summary>Writes problems as they are found, a million if need be, then the sums: lines for a person, or one JSON document.</summary>
internal sealed class ValidationWriter : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly CommandSession _session;
    private readonly Utf8JsonWriter? _json;

    public ValidationWriter(CommandSession session)
    {
        _session = session;
        if (!session.Terminal.Json)
            return;
        _json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteNumber("schema_version", 1);
        _json.WriteString("command", session.Command);
        _json.WriteStartArray("problems");
    }

    public void Add(Problem problem)
    {
        if (_json is null)
        {
            _session.Terminal.Say(ProblemText.Of(problem, _session.Terminal.Out));
            return;
        }

        JsonSerializer.Serialize(_json, problem, DocumentsJson.Default.Problem);
        if (_json.BytesPending > FlushAt)
            _json.Flush();
    }

    public void End(BatchPreview preview, Quote quote, long errors, long warnings, ExitCode exitCode)
    {
        PlanSummary plan = preview.Plan;
        decimal most = plan.MostImages * quote.PricePerImage;
        decimal mostToPay = preview.MostImages * quote.PricePerImage;
        if (_json is null)
        {
            Terminal terminal = _session.Terminal;
            terminal.Say($"{plan.File}: {Amounts.Count(plan.Rows, "row")}, {Amounts.Count(plan.ValidRows)} valid, {Amounts.Count(plan.InvalidRows)} invalid; {Amounts.Count(errors, "error")}, {Amounts.Count(warnings, "warning")}");
            terminal.Say($"at most {Amounts.Count(plan.MostImages, "image")} and {Amounts.Usd(most)} ({Amounts.Usd(quote.PricePerImage)} per image, {(quote.IsFromApi ? "the API's price" : "configured price")})");
            if (preview.SameAs is { } same)
                terminal.Say($"this content is batch {same.Id} already");
            if (plan.HeldRows > 0)
                terminal.Say($"{Amounts.Count(plan.HeldRows, "row")} held: may have been paid for in a batch that is not known here");
            if (plan.RanRows > plan.HeldRows)
                terminal.Say($"{Amounts.Count(plan.RanRows - plan.HeldRows, "row")} ran already in {string.Join(", ", plan.RanIn ?? [])}; {Amounts.Count(preview.RowsToSubmit)} to be submitted, at most {Amounts.Usd(mostToPay)} for those");
            if (preview.Failed is { } failed)
                terminal.Say(failed.Text);
            if (preview.Refusal is { } refusal)
                terminal.Say(terminal.Out.Red(refusal));
            if (plan.Rejected)
                terminal.Say(terminal.Out.Red("the file as a whole cannot be run"));
            return;
        }

        _json.WriteEndArray();
        _json.WriteString("file", plan.File);
        _json.WriteString("format", plan.Format);
        _json.WriteBoolean("rejected", plan.Rejected);
        _json.WriteNumber("rows", plan.Rows);
        _json.WriteNumber("valid_rows", plan.ValidRows);
        _json.WriteNumber("invalid_rows", plan.InvalidRows);
        _json.WriteNumber("errors", errors);
        _json.WriteNumber("warnings", warnings);
        _json.WriteNumber("most_images", plan.MostImages);
        _json.WriteNumber("most_cost_usd", most);
        _json.WriteNumber("price_per_image_usd", quote.PricePerImage);
        _json.WriteString("same_as", preview.SameAs?.Id);
        _json.WriteNumber("ran_rows", plan.RanRows);
        _json.WriteStartArray("ran_in");
        foreach (string batch in plan.RanIn ?? [])
            _json.WriteStringValue(batch);
        _json.WriteEndArray();
        _json.WriteNumber("rows_to_submit", preview.RowsToSubmit);
        _json.WriteNumber("most_to_pay_usd", mostToPay);
        if (preview.Failed is { } rows)
        {
            _json.WriteStartObject("failed");
            _json.WriteNumber("fetched", rows.Fetched);
            _json.WriteNumber("paid_anew", rows.PaidAnew);
            _json.WriteNumber("most_usd", rows.MostUsd);
            _json.WriteNumber("held", rows.Held);
            _json.WriteNumber("new", rows.New);
            _json.WriteString("text", rows.Text);
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteNull("failed");
        }

        _json.WriteString("refusal", preview.Refusal);
        _json.WriteBoolean("price_is_from_api", quote.IsFromApi);
        _json.WriteNumber("exit_code", (int)exitCode);
        _json.WriteEndObject();
        _json.Flush();
        Console.Out.WriteLine();
    }

    public void Dispose() => _json?.Dispose();
}
