using System.Text;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Configuration;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Tests.Authentication.Configuration;

public sealed class AuthenticationConfigurationTests
{
    [Fact]
    public void Issuers_WithTheirMappings_AreRead()
    {
        var configuration = Parse(
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AuthenticationConfiguration
            jwt:
            - issuer:
                url: https://one.test
                discoveryURL: https://elsewhere.test/.well-known/openid-configuration
                audiences: [a, b]
                audienceMatchPolicy: MatchAny
              claimValidationRules:
              - claim: hd
                requiredValue: example.test
              claimMappings:
                username: {claim: sub, prefix: "one:"}
                groups: {claim: roles, prefix: ""}
                uid: {claim: id}
            - issuer: {url: https://two.test, audiences: [c]}
              claimMappings:
                username: {claim: email, prefix: ""}
            anonymous:
              enabled: true
              conditions:
              - path: /livez
            """);
        var one = configuration.Issuers[0];
        Assert.Equal(("https://one.test", "https://elsewhere.test/.well-known/openid-configuration"), (one.Url, one.DiscoveryUrl));
        Assert.Equal(["a", "b"], one.Audiences);
        Assert.Equal((new PrefixedClaim("sub", "one:"), new PrefixedClaim("roles", ""), "id"), (one.Username, one.Groups, one.UidClaim));
        Assert.Equal([new RequiredClaim("hd", "example.test")], one.RequiredClaims);
        Assert.Equal("https://two.test", configuration.Issuers[1].Url);
        Assert.True(configuration.Anonymous!.Allows("/livez"));
        Assert.False(configuration.Anonymous.Allows("/version"));
    }

    [Theory]
    [InlineData("jwt: [{issuer: {url: http://one.test, audiences: [a]}}]", "jwt[0].issuer.url")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a, b]}}]", "jwt[0].issuer.audienceMatchPolicy")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: []}}]", "jwt[0].issuer.audiences")]
    [InlineData("jwt: [{issuer: {url: https://own.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: ''}}}]", "disallowed issuers")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub}}}]", "prefix is required")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: claims.sub}}}]", "CEL")]
    [InlineData("anonymous: {enabled: false, conditions: [{path: /livez}]}", "enabled should be set to true")]
    [InlineData("jwts: []", "unknown field \"jwts\"")]
    public void WhatCannotBeUsed_IsRefused_WithItsPlace(string body, string reason)
    {
        var failure = Assert.Throws<ConfigurationException>(
            () => Parse($"apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n{body}\n"));
        Assert.StartsWith("file.yaml: ", failure.Message);
        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public void AnonymousAccess_HoldsEverywhereUnlessPathsAreNamed()
    {
        Assert.True(AnonymousAccess.Everywhere.Allows("/api"));
        Assert.False(AnonymousAccess.Nowhere.Allows("/api"));
        Assert.False(new AnonymousAccess(true, ["/healthz"]).Allows("/healthz/"));
    }

    private static AuthenticationConfiguration Parse(string text) =>
        AuthenticationConfigurationReader.Parse(Encoding.UTF8.GetBytes(text), "file.yaml", ["https://own.test"]);
}
