using System.Net;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>What the objects that every cluster starts with depend on.</summary>
internal sealed record BootstrapOptions
{
    /// <summary>--service-cluster-ip-range, first family first.</summary>
    public required IReadOnlyList<IPNetwork> ServiceRanges { get; init; }

    /// <summary>Under which pods reach this API server.</summary>
    public required IPAddress AdvertiseAddress { get; init; }

    /// <summary>Whether this server says that it is alive and keeps the endpoints of the <c>kubernetes</c> Service; otherwise somebody else does.</summary>
    public bool ReconcileEndpoints { get; init; } = true;

    /// <summary>The port that the server listens on; known once it does.</summary>
    public required Func<int> SecurePort { get; init; }

    /// <summary>PEM of the client authority, published for extension API servers; "" if there is none.</summary>
    public string ClientCa { get; init; } = "";

    /// <summary>PEM of the front-proxy authority; "" if there is none.</summary>
    public string RequestHeaderCa { get; init; } = "";

    public Authentication.Headers.RequestHeaderOptions RequestHeaders { get; init; } = new();
}
