using Seedream.Core.RunComfy;

namespace Seedream.Api.Problems;

/// <summary>Every refusal of the HTTP API. A code starts with <c>HTTP</c> and its status; further digits tell reasons apart.</summary>
public static class HttpCodes
{
    public static readonly HttpCode BadBody = new(400, "HTTP400", "The body cannot be read", "Read the detail: it names the place; correct the body and send it again.");
    public static readonly HttpCode BadParameter = new(400, "HTTP4001", "A query parameter or header has an unusable value", "Correct the parameter that the detail names.");
    public static readonly HttpCode BadToken = new(400, "HTTP4002", "The continuation token is not one this list gave out", "Start again without a token, or pass next unchanged.");
    public static readonly HttpCode BadUpload = new(400, "HTTP4003", "The multipart upload is not one file after its options", "Send form fields first, then exactly one part with a file name.");
    public static readonly HttpCode KeyNeeded = new(401, "HTTP401", "The API key is missing or wrong", "Send the key as x-functions-key or as Authorization: Bearer.");
    public static readonly HttpCode CrossSite = new(403, "HTTP403", "The call came from a page of another site", "Call the API from its own pages or from a program.");
    public static readonly HttpCode ForeignHost = new(403, "HTTP4031", "Without an API key only this machine is served, under a loopback name", "Use http://127.0.0.1 or http://localhost, or set Seedream:Api:Key.");
    public static readonly HttpCode NotFound = new(404, "HTTP404", "There is no such thing", "Check the id or name; lists show what there is.");
    public static readonly HttpCode NoRoute = new(404, "HTTP4041", "There is no such address", "Compare it with /api/openapi.yaml.");
    public static readonly HttpCode NotYet = new(404, "HTTP4042", "There is no such file yet", "Reports appear when the batch or job has ended; look at its status.");
    public static readonly HttpCode WrongMethod = new(405, "HTTP405", "The address does not take this method", "Use one of the methods in the Allow header.");
    public static readonly HttpCode TooSlow = new(408, "HTTP408", "The body arrived too slowly", "Send it again over a faster connection.");
    public static readonly HttpCode NotEnded = new(409, "HTTP409", "The batch has not ended, or was rejected", "Wait until it has ended; a rejected file must be mended and sent again.");
    public static readonly HttpCode Held = new(409, "HTTP4091", "Another process runs the batch", "Wait for it, or stop it and try again.");
    public static readonly HttpCode Ended = new(409, "HTTP4092", "It has ended already", "Nothing: there is nothing left to cancel.");
    public static readonly HttpCode NotPossible = new(409, "HTTP4093", "There are no rows this could be done to", "Look at the counts; choose other outcomes with only=.");
    public static readonly HttpCode RanBefore = new(409, "HTTP4094", "This content ran, or may have run, in a batch that was purged", "To make it anew, and pay anew, send it with the run number that the detail names.");
    public static readonly HttpCode OtherModel = new(409, "HTTP4095", "The batch belongs to another model than the one that is set", "Set that model again, or send the file again as a batch of the other model.");
    public static readonly HttpCode Changed = new(412, "HTTP412", "The file is not the one the precondition names", "Fetch it again without the precondition.");
    public static readonly HttpCode TooLarge = new(413, "HTTP413", "The body is larger than allowed", "Split it, or raise Seedream:Intake:MaxBytes for prompt files.");
    public static readonly HttpCode WrongType = new(415, "HTTP415", "The body's content type is not one this address takes", "Use one of the types in the Accept-Post header.");
    public static readonly HttpCode BadRange = new(416, "HTTP416", "The range lies outside the file", "Content-Range tells the file's size.");
    public static readonly HttpCode BadJob = new(422, "HTTP422", "The job cannot be run as it is", "Correct what problems lists.");
    public static readonly HttpCode KeyReused = new(422, "HTTP4221", "The idempotency key was used for another body", "Use a new key for a new job.");
    public static readonly HttpCode BadFile = new(422, "HTTP4222", "The prompt file was rejected as a whole; nothing was submitted", "Correct what problems lists and send it again.");
    public static readonly HttpCode Fault = new(500, "HTTP500", "Something went wrong here", "Look for the trace id in the log of the service.");
    public static readonly HttpCode StorageDown = new(503, "HTTP503", "Storage cannot be used, so nothing may be paid for", "Try again later; /api/health tells when it is back.");

    public static IReadOnlyList<HttpCode> Codes { get; } =
    [
        BadBody, BadParameter, BadToken, BadUpload, KeyNeeded, CrossSite, ForeignHost, NotFound, NoRoute, NotYet, WrongMethod, TooSlow,
        NotEnded, Held, Ended, NotPossible, RanBefore, OtherModel, Changed, TooLarge, WrongType, BadRange, BadJob, KeyReused, BadFile, Fault, StorageDown,
    ];

    /// <summary>All of them, for docs/errors.md.</summary>
    public static IReadOnlyList<CodeDescription> All { get; } =
        [.. Codes.Select(code => new CodeDescription(code.Code, $"{code.Title} (status {code.Status}).", code.WhatToDo))];
}
