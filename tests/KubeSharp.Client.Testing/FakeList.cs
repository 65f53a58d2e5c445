using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Testing;

/// <summary>Lists of a kind that is known at run time only.</summary>
internal static class FakeList
{
    public static ApiObjectList Of(ApiResource resource, IReadOnlyList<ApiObject> items, string version)
    {
        var type = ApiTypes.Find(resource.ApiVersion, resource.Kind + "List") ?? throw new NotSupportedException(resource.Kind);
        var list = (ApiObjectList)type.Empty;
        if (items.Count > 0)
        {
            var json = string.Join(',', items.Select(static item => Encoding.UTF8.GetString(JsonCodec.EncodeBare(item))));
            list = (ApiObjectList)JsonCodec.Decode(type, Encoding.UTF8.GetBytes($"{{\"items\":[{json}]}}"));
        }

        return list with { Metadata = new ListMeta { ResourceVersion = version } };
    }
}
