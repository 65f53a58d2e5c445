using KubeSharp.Api;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>A resource that can be read and is not stored: its objects are made when they are asked for.</summary>
internal interface IUnstoredResource
{
    /// <summary>All objects, in order of name.</summary>
    ValueTask<IReadOnlyList<ApiObject>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The list as an object of its kind.</summary>
    ApiKind ListOf(IReadOnlyList<ApiObject> items);

    /// <summary>Sent with every answer as a warning; null for none.</summary>
    string? Deprecation { get; }
}
