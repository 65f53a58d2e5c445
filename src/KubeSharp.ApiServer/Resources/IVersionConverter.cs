using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>Converts between the version of a kind that is handled (and mostly stored) and another version, served or stored. Loses nothing either way.</summary>
public interface IVersionConverter
{
    /// <summary>The kind in the other version.</summary>
    ApiType Served { get; }

    ApiObject ToServed(ApiObject stored);

    ApiObject ToStored(ApiObject served);
}
