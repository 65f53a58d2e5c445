using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>What came of asking an extension server.</summary>
/// <param name="Resources">What it serves; null if it does not work.</param>
/// <param name="Schema">Its OpenAPI 3 document, if it has one.</param>
/// <param name="Reason">For the condition Available.</param>
/// <param name="Message">For the condition Available.</param>
internal sealed record ProbeResult(APIResourceList? Resources, byte[]? Schema, string Reason, string Message)
{
    public bool IsAvailable => Resources is not null;

    public static ProbeResult Passed(APIResourceList resources, byte[]? schema) => new(resources, schema, "Passed", "all checks passed");

    public static ProbeResult Failed(string reason, string message) => new(null, null, reason, message);
}
