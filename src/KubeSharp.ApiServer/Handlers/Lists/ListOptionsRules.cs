using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>Which ListOptions go together.</summary>
internal static class ListOptionsRules
{
    private const string Match = "resourceVersionMatch";

    /// <exception cref="ApiException">422.</exception>
    public static void ValidateList(ListOptions options)
    {
        var errors = new ErrorList();
        if (options.ResourceVersionMatch.Length > 0)
        {
            var path = FieldPath.Root(Match);
            if (options.ResourceVersion.Length == 0)
            {
                errors.Forbidden(path, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            }

            if (options.Continue.Length > 0)
            {
                errors.Forbidden(path, "resourceVersionMatch is forbidden when continue is provided");
            }

            if (options.ResourceVersionMatch is not ("Exact" or "NotOlderThan"))
            {
                errors.NotSupported(path, ErrorList.Quote(options.ResourceVersionMatch), "Exact", "NotOlderThan", "");
            }

            if (options is { ResourceVersionMatch: "Exact", ResourceVersion: "0" })
            {
                errors.Forbidden(path, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
            }
        }

        if (options.SendInitialEvents is not null)
        {
            errors.Forbidden(FieldPath.Root("sendInitialEvents"), "sendInitialEvents is forbidden for list");
        }

        Throw(errors);
    }

    /// <exception cref="ApiException">422.</exception>
    public static void ValidateWatch(ListOptions options)
    {
        var errors = new ErrorList();
        var path = FieldPath.Root(Match);
        if (options.SendInitialEvents is not null && options.ResourceVersionMatch != "NotOlderThan")
        {
            errors.Forbidden(path, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (options.ResourceVersionMatch.Length > 0)
        {
            if (options.SendInitialEvents is null)
            {
                errors.Forbidden(path, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            }

            if (options.ResourceVersionMatch != "NotOlderThan")
            {
                errors.NotSupported(path, ErrorList.Quote(options.ResourceVersionMatch), "NotOlderThan");
            }

            if (options.Continue.Length > 0)
            {
                errors.Forbidden(path, "resourceVersionMatch is forbidden when continue is provided");
            }
        }

        Throw(errors);
    }

    /// <summary>The revision of a resourceVersion parameter; 0 for "" and "0".</summary>
    /// <exception cref="ApiException">500 as upstream, it is no number.</exception>
    public static long Revision(string resourceVersion)
    {
        if (resourceVersion.Length == 0)
        {
            return 0;
        }

        if (long.TryParse(resourceVersion, System.Globalization.NumberStyles.None, null, out var revision))
        {
            return revision;
        }

        var quoted = ErrorList.Quote(resourceVersion);
        throw new ApiException(new Status
        {
            StatusValue = "Failure",
            Code = 500,
            Message = $"resourceVersion: Invalid value: {quoted}: strconv.ParseUint: parsing {quoted}: invalid syntax",
        });
    }

    private static void Throw(ErrorList errors)
    {
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid("meta.k8s.io", "ListOptions", "", errors.Causes);
        }
    }
}
