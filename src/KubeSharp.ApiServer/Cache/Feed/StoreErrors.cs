using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>The store's errors as the API shows them.</summary>
internal static class StoreErrors
{
    public static async ValueTask<T> TranslateAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (StoreException error)
        {
            throw Translate(error);
        }
    }

    public static ApiException Translate(StoreException error) => error switch
    {
        CompactedException => ApiErrors.Expired("The resourceVersion for the provided list is too old."),
        StoreUnavailableException => ApiErrors.ServiceUnavailable("the store is not available: " + error.Message),
        StoreFullException => new ApiException(new Status { StatusValue = "Failure", Code = 500, Message = "etcdserver: mvcc: database space exceeded" }),
        RequestTooLargeException => new ApiException(new Status { StatusValue = "Failure", Code = 500, Message = error.Message }),
        _ => ApiErrors.InternalError(error.Message),
    };
}
