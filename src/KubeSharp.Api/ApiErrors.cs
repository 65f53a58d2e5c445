using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api;

/// <summary>
/// The errors of the API, with upstream's codes, reasons, messages and details. A resource is named by group and plural,
/// a kind by group and kind.
/// </summary>
public static class ApiErrors
{
    public static ApiException NotFound(string group, string resource, string name) =>
        Make(404, StatusReason.NotFound, $"{Qualified(group, resource)} \"{name}\" not found", Details(group, resource, name));

    public static ApiException NotFound(ApiResource resource, string name) => NotFound(resource.Group, resource.Name, name);

    /// <summary>The path is no resource.</summary>
    public static ApiException PathNotFound() =>
        Make(404, StatusReason.NotFound, "the server could not find the requested resource", new StatusDetails());

    public static ApiException AlreadyExists(string group, string resource, string name) =>
        Make(409, StatusReason.AlreadyExists, $"{Qualified(group, resource)} \"{name}\" already exists", Details(group, resource, name));

    public static ApiException AlreadyExists(ApiResource resource, string name) => AlreadyExists(resource.Group, resource.Name, name);

    /// <summary>generateName met a name that is taken.</summary>
    public static ApiException GeneratedNameTaken(string group, string resource, string name) =>
        Make(
            409,
            StatusReason.AlreadyExists,
            $"{Qualified(group, resource)} \"{name}\" already exists, the server was not able to generate a unique name for the object",
            Details(group, resource, name));

    public static ApiException Conflict(string group, string resource, string name, string message) =>
        Make(
            409,
            StatusReason.Conflict,
            $"Operation cannot be fulfilled on {Qualified(group, resource)} \"{name}\": {message}",
            Details(group, resource, name));

    /// <summary>An update that is based on an old revision.</summary>
    public static ApiException Modified(string group, string resource, string name) =>
        Conflict(
            group,
            resource,
            name,
            "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>Server-side apply met fields that others own.</summary>
    public static ApiException ApplyConflict(ApiList<StatusCause> causes, string message) =>
        Make(409, StatusReason.Conflict, message, new StatusDetails { Causes = causes });

    public static ApiException Forbidden(string group, string resource, string name, string message)
    {
        var subject = (resource.Length, name.Length) switch
        {
            (0, _) => $"forbidden: {message}",
            (_, 0) => $"{Qualified(group, resource)} is forbidden: {message}",
            _ => $"{Qualified(group, resource)} \"{name}\" is forbidden: {message}",
        };
        return Make(403, StatusReason.Forbidden, subject, Details(group, resource, name));
    }

    public static ApiException Invalid(string group, string kind, string name, ApiList<StatusCause> causes)
    {
        var texts = causes.Select(c => c.Field.Length == 0 ? c.Message : $"{c.Field}: {c.Message}").Distinct().ToList();
        var all = texts.Count switch
        {
            0 => "<nil>",
            1 => texts[0],
            _ => "[" + string.Join(", ", texts) + "]",
        };
        return Make(
            422,
            StatusReason.Invalid,
            $"{Qualified(group, kind)} \"{name}\" is invalid: {all}",
            Details(group, kind, name) with { Causes = causes });
    }

    public static ApiException Invalid(ApiType type, string name, ApiList<StatusCause> causes) => Invalid(type.Group, type.Kind, name, causes);

    public static ApiException BadRequest(string message) => Make(400, StatusReason.BadRequest, message, null);

    public static ApiException Unauthorized(string message = "Unauthorized") => Make(401, StatusReason.Unauthorized, message, null);

    public static ApiException Gone(string message) => Make(410, StatusReason.Gone, message, null);

    public static ApiException Expired(string message) => Make(410, StatusReason.Expired, message, null);

    /// <param name="message">What the client did too often.</param>
    /// <param name="retryAfterSeconds">When to try again.</param>
    public static ApiException TooManyRequests(string message, int retryAfterSeconds) =>
        Make(429, StatusReason.TooManyRequests, message, new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    public static ApiException MethodNotSupported(string group, string resource, string verb) =>
        Make(
            405,
            StatusReason.MethodNotAllowed,
            $"{verb} is not supported on resources of kind \"{Qualified(group, resource)}\"",
            Details(group, resource, ""));

    /// <summary>The resource is there, but not for this method.</summary>
    public static ApiException MethodNotAllowed() =>
        Make(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", new StatusDetails());

    public static ApiException NotAcceptable(string message) => Make(406, StatusReason.NotAcceptable, message, null);

    public static ApiException UnsupportedMediaType(string message) => Make(415, StatusReason.UnsupportedMediaType, message, null);

    public static ApiException RequestEntityTooLarge(string message) =>
        Make(413, StatusReason.RequestEntityTooLarge, $"Request entity too large: {message}", null);

    public static ApiException InternalError(string message) =>
        Make(
            500,
            StatusReason.InternalError,
            $"Internal error occurred: {message}",
            new StatusDetails { Causes = [new StatusCause { Message = message }] });

    public static ApiException ServiceUnavailable(string message) => Make(503, StatusReason.ServiceUnavailable, message, null);

    public static ApiException Timeout(string message, int retryAfterSeconds = 0) =>
        Make(504, StatusReason.Timeout, $"Timeout: {message}", new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    public static ApiException ServerTimeout(string group, string resource, string operation, int retryAfterSeconds) =>
        Make(
            500,
            StatusReason.ServerTimeout,
            $"The {operation} operation against {Qualified(group, resource)} could not be completed at this time, please try again.",
            new StatusDetails { Group = group, Kind = resource, Name = operation, RetryAfterSeconds = retryAfterSeconds });

    /// <summary>A request for a revision that the server has not reached yet.</summary>
    public static ApiException ResourceVersionTooLarge(long requested, long current, int retryAfterSeconds) =>
        Make(
            504,
            StatusReason.Timeout,
            $"Timeout: Too large resource version: {requested}, current: {current}",
            new StatusDetails
            {
                RetryAfterSeconds = retryAfterSeconds,
                Causes = [new StatusCause { Type = CauseType.ResourceVersionTooLarge, Message = "Too large resource version" }],
            });

    private static string Qualified(string group, string resource) => group.Length == 0 ? resource : $"{resource}.{group}";

    private static StatusDetails Details(string group, string kind, string name) => new() { Group = group, Kind = kind, Name = name };

    private static ApiException Make(int code, string reason, string message, StatusDetails? details) =>
        new(new Status { StatusValue = "Failure", Code = code, Reason = reason, Message = message, Details = details });
}
