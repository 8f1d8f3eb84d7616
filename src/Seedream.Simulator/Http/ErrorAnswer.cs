using System.Text.Json;
using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Http;

/// <summary>Error bodies, in the shape that the options ask for.</summary>
internal sealed class ErrorAnswer(ErrorShape shape)
{
    public Answer InvalidResource() => Of(400, 400001, "Invalid resource identifier");

    /// <summary>A model or path that does not exist.</summary>
    public Answer UnknownResource() => Of(404, 400001, "Invalid resource identifier");

    public Answer NotReady() => Of(400, 400005, "The request has not finished");

    public Answer NoCost() => Of(400, 400003, "include_cost: unknown query parameter");

    public Answer NoBalance(int status = 402) => Of(status, 400002, "Insufficient balance");

    public Answer BadToken(int status = 401) => Of(status, 400004, "Invalid, missing or expired token");

    public Answer NotYours() => Of(403, 403001, "You have no access to this request");

    public Answer NotFound() => Of(404, 404001, "The request does not exist, was deleted or has expired");

    public Answer Invalid(int status, params IReadOnlyList<string> problems) => Of(status, 400003, [.. problems]);

    public Answer Moderated() => Of(400, 400010, "InputTextSensitiveContentDetected: the prompt may contain sensitive information");

    public Answer Refused(int status) => Of(status, 400010, "InputTextSensitiveContentDetected: the request failed because the input text may contain sensitive information");

    public Answer Of(int status, int code, params string[] messages) => Answer.Json(status, json => Write(json, code, messages));

    private void Write(Utf8JsonWriter json, int code, string[] messages)
    {
        string message = string.Join("; ", messages);
        switch (shape)
        {
            case ErrorShape.CodeAndMessage:
                json.WriteNumber("error_code", code);
                json.WriteString("error_message", message);
                break;
            case ErrorShape.Brief:
                json.WriteNumber("code", code);
                json.WriteString("message", message);
                break;
            case ErrorShape.Nested:
                json.WriteStartObject("error");
                json.WriteNumber("code", code);
                json.WriteString("message", message);
                json.WriteEndObject();
                break;
            case ErrorShape.DetailText:
                json.WriteNumber("code", code);
                json.WriteString("detail", message);
                break;
            default:
                json.WriteNumber("code", code);
                json.WriteStartArray("detail");
                foreach (string problem in messages)
                {
                    json.WriteStartObject();
                    json.WriteString("msg", problem);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
        }
    }
}
