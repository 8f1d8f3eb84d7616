using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/categories</c>, as the vendor's clients ask for them.</summary>
internal sealed class ListEndpoints(Simulation simulation)
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 500;

    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);
    private readonly ModelBody _body = new(simulation.Options);

    public Answer Models(ApiCall call)
    {
        IQueryCollection query = call.Context.Request.Query;
        if (Number(query["limit"], DefaultLimit) is not (>= 1 and <= LargestLimit and var limit)) return _errors.Invalid(400, $"limit: expected 1 to {LargestLimit}");
        if (Number(query["offset"], 0) is not (>= 0 and var offset)) return _errors.Invalid(400, "offset: expected 0 or more");
        CatalogueModel[] found = [.. simulation.Catalogue.Models.Where(model => Matches(model, query))];
        return Answer.Json(200, json =>
        {
            json.WriteStartArray("models");
            foreach (CatalogueModel model in found.Skip(offset).Take(limit))
            {
                json.WriteStartObject();
                _body.Write(json, model);
                ModelBody.Texts(json, "inputs", model.Inputs);
                if (query["include_schema"] == "true") ModelBody.WriteSchema(json, model);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("total", found.Length);
            json.WriteNumber("limit", limit);
            json.WriteNumber("offset", offset);
        });
    }

    public Answer Categories() => Answer.Json(200, json => ModelBody.Texts(json, "categories", simulation.Catalogue.Categories));

    private static bool Matches(CatalogueModel model, IQueryCollection query)
    {
        string search = query["search"].ToString(), category = query["category"].ToString(), kind = query["kind"].ToString();
        return (search.Length == 0 || new[] { model.Id, model.DisplayName, model.Description }.Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase)))
            && (category.Length == 0 || model.Categories.Contains(category, StringComparer.Ordinal))
            && (kind.Length == 0 || model.Kind == kind);
    }

    private static int? Number(string? text, int otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}
