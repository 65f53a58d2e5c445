using System.Globalization;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Answers a failure with its Status, in the encoding the client accepts, else in JSON.</summary>
internal static class ErrorResponse
{
    public static void Write(HttpContext http, QueryParameters query, ApiException error, RequestContext? context)
    {
        var response = http.Response;
        var retry = error.Status.Details?.RetryAfterSeconds ?? 0;
        if (retry > 0)
        {
            response.Headers.RetryAfter = retry.ToString(CultureInfo.InvariantCulture);
        }

        var format = new ResponseFormat(WireFormat.Json, Pretty: HttpCall.IsPretty(query, http.Request));
        try
        {
            format = ContentNegotiator.Negotiate(http.Request.Headers.Accept.ToString(), ViewsOffered.OfObject | ViewsOffered.List, format.Pretty)
                with
            { View = ObjectView.Object };
        }
        catch (ApiException)
        {
            // The client accepts nothing we have; it still gets to know what is wrong.
        }

        ObjectResponse.Write(http, format, error.Code == 0 ? 500 : error.Code, error.Status, context);
    }
}
