using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>What a caller usually asks about a refusal.</summary>
public static class ApiExceptionExtensions
{
    public static bool IsNotFound(this ApiException error) => error.Status.Reason == "NotFound" || (error.Status.Reason.Length == 0 && error.Status.Code == 404);

    public static bool IsAlreadyExists(this ApiException error) => error.Status.Reason == "AlreadyExists";

    public static bool IsConflict(this ApiException error) => error.Status.Reason == "Conflict";

    public static bool IsForbidden(this ApiException error) => error.Status.Code == 403;

    public static bool IsInvalid(this ApiException error) => error.Status.Reason == "Invalid";

    /// <summary>The version asked for is compacted away: list anew.</summary>
    public static bool IsGone(this ApiException error) => error.Status.Code == 410;

    public static bool IsTooManyRequests(this ApiException error) => error.Status.Code == 429;

    /// <summary>The namespace is being deleted, so that nothing can be created in it any more.</summary>
    public static bool IsNamespaceTerminating(this ApiException error)
    {
        if (!error.IsForbidden() || error.Status.Details is not { } details)
        {
            return false;
        }

        foreach (var cause in details.Causes)
        {
            if (cause.Type == "NamespaceTerminating")
            {
                return true;
            }
        }

        return false;
    }
}
