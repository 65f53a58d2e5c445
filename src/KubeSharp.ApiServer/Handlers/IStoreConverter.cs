using KubeSharp.Api;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>
/// A resource whose handlers work in the version of the request, because the versions may differ in everything (custom resources). What comes from the
/// store may be in any version.
/// </summary>
internal interface IStoreConverter : IVersionConverter
{
    /// <summary>Conversion takes a call: <see cref="IVersionConverter.ToServed"/> only works on objects that have been prepared.</summary>
    bool NeedsPreparation { get; }

    /// <summary>Converts what is going to be shown, in one call. The results are kept as long as somebody holds the objects.</summary>
    /// <exception cref="ApiException">500: the conversion has failed.</exception>
    ValueTask PrepareAsync(IReadOnlyList<ApiObject> stored, CancellationToken cancellationToken);

    /// <summary>The object in the version in which new ones are stored.</summary>
    /// <exception cref="ApiException">500: the conversion has failed.</exception>
    ValueTask<ApiObject> ToStorageVersionAsync(ApiObject value, CancellationToken cancellationToken);

    /// <summary>The object in the version of another one.</summary>
    /// <exception cref="ApiException">500: the conversion has failed.</exception>
    ValueTask<ApiObject> ToVersionOfAsync(ApiObject value, ApiObject other, CancellationToken cancellationToken);
}
