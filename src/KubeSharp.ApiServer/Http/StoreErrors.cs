using KubeSharp.Api;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Http;

/// <summary>Failures of the store as clients see them.</summary>
internal static class StoreErrors
{
    public static ApiException ToApiException(StoreException failure) => failure switch
    {
        CompactedException => ApiErrors.Expired("The resourceVersion for the provided list is too old."),
        StoreUnavailableException => ApiErrors.ServiceUnavailable("the store is not available: " + failure.Message),
        _ => ApiErrors.InternalError(failure.Message),
    };
}
