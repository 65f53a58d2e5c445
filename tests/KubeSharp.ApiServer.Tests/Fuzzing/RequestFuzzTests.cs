using System.Diagnostics;
using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Fuzz.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>
/// Whole requests to a server as a cluster has it, for every operation: whatever is wrong with them, the answer says what, and never
/// that the server is at fault.
/// </summary>
public sealed class RequestFuzzTests(SecuredServer server) : IClassFixture<SecuredServer>
{
    // On a machine that does other things too.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WatchTime = TimeSpan.FromMilliseconds(20);

    /// <summary>How every failure that nobody has thought of is shown. Upstream answers some mistakes of clients with 500 too, in other words.</summary>
    private const string Unforeseen = "Internal error occurred: ";

    /// <summary>And this one in these.</summary>
    private const string Impersonation = "without impersonating a user";

    // What these say, or whom they send requests to, is not the server's doing.
    private static readonly HashSet<string> Delegating =
        ["mutatingwebhookconfigurations", "validatingwebhookconfigurations", "apiservices", "customresourcedefinitions"];

    [Fact]
    public async Task EveryRequest_IsAnswered_AndNoneWithAnInternalError()
    {
        var certificate = server.CertificateOf("fuzzer", "system:masters");
        var maker = new RequestMaker(
            new Random(Fuzzer.Seed), ApiResources.All.Where(resource => resource.EnabledByDefault && resource.ServedBy is null && resource.Verbs.Contains("create") && !Delegating.Contains(resource.Name)));
        var counts = new SortedDictionary<int, int>();
        var problems = new Dictionary<string, string>();
        for (var i = 0; i < Fuzzer.Inputs; i++)
        {
            var (request, resource, document) = maker.Next();
            var (code, answer) = await SendAsync(request, certificate);
            counts[code] = counts.GetValueOrDefault(code) + 1;
            if (code is 200 or 201 && request.Method == "POST")
            {
                maker.Keep(resource, document);
            }
            else if (code > 504 || (answer.Contains(Unforeseen, StringComparison.Ordinal) && !answer.Contains(Impersonation, StringComparison.Ordinal)))
            {
                problems.TryAdd($"{resource.Name} {request.Method} {answer[..Math.Min(answer.Length, 120)]}", $"{answer} after {request}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} x {count.Key}")));
        Assert.True(problems.Count == 0, string.Join("\n\n", problems.Values));
    }

    private async Task<(int Code, string Answer)> SendAsync(FuzzRequest request, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        using var aborted = new CancellationTokenSource();
        var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestAborted = aborted.Token };
        http.Connection.ClientCertificate = certificate;
        http.Request.Method = request.Method;
        http.Request.Path = Uri.UnescapeDataString(request.Path);
        http.Request.QueryString = new QueryString(request.Query);
        http.Request.Body = new MemoryStream(request.Body);
        http.Request.ContentLength = request.Body.Length;
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        foreach (var (name, value) in request.Headers)
        {
            http.Request.Headers.Append(name, value);
        }

        if (request.Path.Contains("/watch/", StringComparison.Ordinal) || request.Query.Contains("watch=", StringComparison.Ordinal))
        {
            aborted.CancelAfter(WatchTime);
        }

        var begin = Stopwatch.GetTimestamp();
        await server.Host.Pipeline.ProcessAsync(http).WaitAsync(LongestAnswer);
        Assert.True(Stopwatch.GetElapsedTime(begin) < LongestAnswer, $"an answer took {Stopwatch.GetElapsedTime(begin)}: {request}");
        await http.Response.BodyWriter.FlushAsync();
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
