using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http.Tables;

/// <summary>What a table row carries besides its cells (the includeObject parameter).</summary>
internal enum TableInclude
{
    Metadata,
    None,
    Object,
}

internal static class TableIncludeParameter
{
    /// <exception cref="ApiException">400.</exception>
    public static TableInclude Read(QueryParameters query) => query.Count == 0 ? TableInclude.Metadata : query["includeObject"] switch
    {
        "" or "Metadata" => TableInclude.Metadata,
        "None" => TableInclude.None,
        "Object" => TableInclude.Object,
        var other => throw ApiErrors.BadRequest($"unrecognized includeObject value: \"{other}\""),
    };
}
