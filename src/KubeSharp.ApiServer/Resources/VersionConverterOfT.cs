using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>A converter written against its types; only bridges the casts.</summary>
internal abstract class VersionConverter<TStored, TServed> : IVersionConverter
    where TStored : ApiObject, IApiKind<TStored>
    where TServed : ApiObject, IApiKind<TServed>
{
    public ApiType Served => TServed.Type;

    public ApiObject ToServed(ApiObject stored) => ToServed((TStored)stored);

    public ApiObject ToStored(ApiObject served) => ToStored((TServed)served);

    protected abstract TServed ToServed(TStored value);

    protected abstract TStored ToStored(TServed value);
}
