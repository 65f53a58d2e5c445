using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>What clients ask about a refusal beyond its reason.</summary>
public static class ApiExceptionExtensions
{
    /// <summary>The namespace is being deleted, so that nothing can be created in it any more.</summary>
    public static bool IsNamespaceTerminating(this ApiException error)
    {
        if (!error.IsForbidden || error.Status.Details is not { } details)
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
