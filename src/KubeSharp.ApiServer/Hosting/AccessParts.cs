using System.Net;
using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Bootstrap.Identity;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>Authentication, authorization, admission, tokens and reviews, and the start objects.</summary>
internal static class AccessParts
{
    public static AccessControl Add(
        ApiServerParts parts, ServerEnvironment environment, CachedObjects objects, ResourceEndpoints endpoints, Func<IPEndPoint> address)
    {
        var access = new AccessControl(
            environment.Options.Access!, environment.Options.Features, () => address().Port, objects, endpoints, environment.Store, environment.LoggerFactory, environment.Time);
        parts.Authenticator = access.Authenticator;
        parts.Authorizer = access.Authorizer;
        parts.Admission.AddRange(access.Admission);
        foreach (var (place, handler) in access.Handlers(objects))
        {
            parts.Subresources.TryAdd(place, handler);
        }

        parts.Routes.Add("/.well-known/openid-configuration", new OpenIdHandler(access.OpenIdConfiguration, "application/json"));
        parts.Routes.Add("/openid/v1/jwks", new OpenIdHandler(access.Jwks, "application/jwk-set+json"));
        parts.Tasks.Add(new AccessTask(access, environment.Time));
        parts.Tasks.AddRange(access.Reloads);
        parts.Tasks.Add(new IdentityLease(
            objects, Environment.MachineName, environment.Time, environment.LoggerFactory.CreateLogger<IdentityLease>()));
        parts.Tasks.Add(new IdentityLeaseCollector(objects, environment.Time, environment.LoggerFactory.CreateLogger<IdentityLeaseCollector>()));
        return access;
    }
}
