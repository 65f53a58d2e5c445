using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Documents and the objects that they are.</summary>
internal static class TypedDocument
{
    /// <exception cref="ApiException">400: the document does not fit the kind.</exception>
    public static ApiObject Decode(ApiType type, DocObject document)
    {
        try
        {
            return (ApiObject)JsonCodec.Decode(type, document.ToJson(), null);
        }
        catch (DecodeException failure)
        {
            throw ApiErrors.BadRequest(failure.Message);
        }
    }
}
