using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Versions;

/// <summary>For versions of a kind that differ in name only.</summary>
internal sealed class AlikeConverter<TStored, TServed> : VersionConverter<TStored, TServed>
    where TStored : ApiObject, IApiKind<TStored>, new()
    where TServed : ApiObject, IApiKind<TServed>, new()
{
    protected override TServed ToServed(TStored value) => Recast.ByNumber<TServed>(value);

    protected override TStored ToStored(TServed value) => Recast.ByNumber<TStored>(value);
}
