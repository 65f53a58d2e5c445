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
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, expression: claims.sub}}}]", "jwt[0].claimMappings.username: Invalid value: \"\": claim and expression can't both be set")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {prefix: a}}}]", "jwt[0].claimMappings.username: Required value: claim or expression is required")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: claims.sub, prefix: a}}}]", "jwt[0].claimMappings.username.prefix: Invalid value: \"a\": prefix can't be set when expression is set")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: claims.sub +}}}]", "jwt[0].claimMappings.username.expression: Invalid value: \"claims.sub +\": compilation failed: ERROR: <input>:1:13: Syntax error")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: claim.sub}}}]", "undeclared reference to 'claim' (in container '')")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: claims.email}}}]", "jwt[0].claimMappings.username.expression: Invalid value: \"claims.email\": claims.email_verified must be used")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {expression: 'claims[\"email\"]'}}}]", "claims.email_verified must be used")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}, extra: [{key: plain, valueExpression: claims.a}]}}]", "jwt[0].claimMappings.extra[0].key: Invalid value: \"plain\": must be a domain-prefixed path")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}, extra: [{key: a.k8s.io/b, valueExpression: claims.a}]}}]", "k8s.io and its subdomains are reserved for Kubernetes use")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}, extra: [{key: a.test/B, valueExpression: claims.a}]}}]", "key must be lowercase")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}, extra: [{key: a.test/b}]}}]", "jwt[0].claimMappings.extra[0].valueExpression: Required value")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, claimValidationRules: [{message: a}]}]", "jwt[0].claimValidationRules[0]: Required value: claim or expression is required")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, claimValidationRules: [{claim: a, message: a}]}]", "message can't be set when claim is set")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, claimValidationRules: [{expression: claims.a, requiredValue: a}]}]", "requiredValue can't be set when expression is set")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, claimValidationRules: [{expression: claims.a}]}]", "jwt[0].claimValidationRules[0].expression: Invalid value: \"claims.a\": must evaluate to bool but got dyn")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, claimValidationRules: [{claim: a}, {claim: a}]}]", "jwt[0].claimValidationRules[1].claim: Duplicate value: \"a\"")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, userValidationRules: [{expression: user.name == 'a'}]}]", "undefined field 'name'")]
    [InlineData("jwt: [{issuer: {url: https://one.test, audiences: [a]}, claimMappings: {username: {claim: sub, prefix: a}}, userValidationRules: [{message: a}]}]", "jwt[0].userValidationRules[0].expression: Required value")]
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
    public void Expressions_AreRead()
    {
        var issuer = Parse(
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AuthenticationConfiguration
            jwt:
            - issuer: {url: https://one.test, audiences: [a]}
              claimMappings:
                username: {expression: 'claims.email_verified ? claims.email : claims.sub'}
                groups: {expression: claims.roles}
                uid: {expression: claims.id}
                extra: [{key: example.test/tenant, valueExpression: claims.tenant}]
              claimValidationRules:
              - {claim: hd, requiredValue: example.test}
              - {expression: claims.exp - claims.nbf <= 86400, message: too long}
              userValidationRules: [{expression: "!user.username.startsWith('system:')", message: reserved}]
            """).Issuers[0];
        Assert.Equal((null, null, ""), (issuer.Username, issuer.Groups, issuer.UidClaim));
        Assert.Equal([new RequiredClaim("hd", "example.test")], issuer.RequiredClaims);
        var expressions = issuer.Expressions!;
        Assert.Equal("too long", Assert.Single(expressions.ClaimRules).Message);
        Assert.Equal("reserved", Assert.Single(expressions.UserRules).Message);
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
