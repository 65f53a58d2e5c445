using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>Converts between the stored version of a kind and another version it is served in. Loses nothing either way.</summary>
public interface IVersionConverter
{
    /// <summary>The served type.</summary>
    ApiType Served { get; }

    ApiObject ToServed(ApiObject stored);

    ApiObject ToStored(ApiObject served);
}
