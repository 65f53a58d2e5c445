using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>A parameter in the query of an operation.</summary>
internal sealed record QueryParameter(string Name, TypeShape Shape)
{
    private static readonly QueryParameter DryRun = new("dryRun", TypeShape.String);
    private static readonly QueryParameter FieldManager = new("fieldManager", TypeShape.String);
    private static readonly QueryParameter FieldValidation = new("fieldValidation", TypeShape.String);

    /// <summary>Of every operation.</summary>
    public static QueryParameter Pretty { get; } = new("pretty", TypeShape.String);

    public static IReadOnlyList<QueryParameter> OfList { get; } =
    [
        new("allowWatchBookmarks", TypeShape.Bool),
        new("continue", TypeShape.String),
        new("fieldSelector", TypeShape.String),
        new("labelSelector", TypeShape.String),
        new("limit", TypeShape.Int64),
        new("resourceVersion", TypeShape.String),
        new("resourceVersionMatch", TypeShape.String),
        new("sendInitialEvents", TypeShape.Bool),
        new("timeoutSeconds", TypeShape.Int64),
        new("watch", TypeShape.Bool),
    ];

    public static IReadOnlyList<QueryParameter> OfWrite { get; } = [DryRun, FieldManager, FieldValidation];

    public static IReadOnlyList<QueryParameter> OfPatch { get; } = [.. OfWrite, new("force", TypeShape.Bool)];

    public static IReadOnlyList<QueryParameter> OfDelete { get; } =
    [
        DryRun,
        new("gracePeriodSeconds", TypeShape.Int64),
        new("ignoreStoreReadErrorWithClusterBreakingPotential", TypeShape.Bool),
        new("orphanDependents", TypeShape.Bool),
        new("propagationPolicy", TypeShape.String),
    ];

    public static IReadOnlyList<QueryParameter> OfDeleteCollection { get; } =
        [.. OfList.Where(parameter => parameter.Name is not ("watch" or "allowWatchBookmarks")), .. OfDelete];

    /// <summary>The parameters that are fields of an options kind.</summary>
    public static IReadOnlyList<QueryParameter> OfOptions(StructSchema options) =>
    [
        .. options.Fields
            .Where(field => field.Name != "metadata")
            .Select(field => new QueryParameter(field.Name, field.Type.Shape == TypeShape.List ? TypeShape.String : field.Type.Shape)),
    ];
}
