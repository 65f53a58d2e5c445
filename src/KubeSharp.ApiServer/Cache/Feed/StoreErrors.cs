using KubeSharp.Api;
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

    public static ApiException Translate(StoreException error) => error is StoreUnavailableException
        ? ApiErrors.ServiceUnavailable(error.Message)
        : ApiErrors.InternalError(error.Message);
}
