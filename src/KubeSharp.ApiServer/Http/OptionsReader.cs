using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Http;

/// <summary>Reads the options of a verb from the query string.</summary>
internal static class OptionsReader
{
    private static readonly ListOptions PlainList = new();

    public static ListOptions List(QueryParameters query) => query.Count == 0 ? PlainList : new ListOptions
    {
        LabelSelector = query["labelSelector"],
        FieldSelector = query["fieldSelector"],
        Watch = query.Flag("watch"),
        AllowWatchBookmarks = query.Flag("allowWatchBookmarks"),
        ResourceVersion = query["resourceVersion"],
        ResourceVersionMatch = query["resourceVersionMatch"],
        TimeoutSeconds = Number(query, "timeoutSeconds"),
        Limit = Number(query, "limit") ?? 0,
        Continue = query["continue"],
        SendInitialEvents = query.TryGet("sendInitialEvents", out _) ? query.Flag("sendInitialEvents") : null,
    };

    public static CreateOptions Create(QueryParameters query) => query.Count == 0 ? CreateOptions.Empty : new CreateOptions
    {
        DryRun = [.. query.All("dryRun")],
        FieldManager = query["fieldManager"],
        FieldValidation = query["fieldValidation"],
    };

    public static UpdateOptions Update(QueryParameters query) => query.Count == 0 ? UpdateOptions.Empty : new UpdateOptions
    {
        DryRun = [.. query.All("dryRun")],
        FieldManager = query["fieldManager"],
        FieldValidation = query["fieldValidation"],
    };

    public static PatchOptions Patch(QueryParameters query) => query.Count == 0 ? PatchOptions.Empty : new PatchOptions
    {
        DryRun = [.. query.All("dryRun")],
        Force = query.TryGet("force", out _) ? query.Flag("force") : null,
        FieldManager = query["fieldManager"],
        FieldValidation = query["fieldValidation"],
    };

    public static DeleteOptions Delete(QueryParameters query) => query.Count == 0 ? DeleteOptions.Empty : new DeleteOptions
    {
        GracePeriodSeconds = Number(query, "gracePeriodSeconds"),
        OrphanDependents = query.TryGet("orphanDependents", out _) ? query.Flag("orphanDependents") : null,
        PropagationPolicy = query.TryGet("propagationPolicy", out var policy) && policy.Length > 0 ? policy : null,
        DryRun = [.. query.All("dryRun")],
    };

    private static long? Number(QueryParameters query, string name)
    {
        if (!query.TryGet(name, out var text) || text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing {ErrorList.Quote(text)}: invalid syntax");
    }
}
