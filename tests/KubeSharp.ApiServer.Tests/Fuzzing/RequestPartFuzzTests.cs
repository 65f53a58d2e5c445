using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Resources.Batch;
using KubeSharp.ApiServer.Webhooks;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>What stands before the body of a request, and other short texts, nearly right.</summary>
public sealed class RequestPartFuzzTests
{
    [Fact]
    public void Paths() => Run(
        text =>
        {
            var info = RequestInfoParser.Parse("GET", text, default);
            Assert.False(info.IsResourceRequest && info.Resource.Contains('/'));
        },
        [], ["/", "//", "watch", "namespaces", "proxy", "api", "apis", "..", "%2f"],
        "/api/v1/namespaces/default/pods/a/log", "/apis/apps/v1/watch/namespaces/x/deployments", "/api/v1/nodes/n/proxy/a/b/", "/apis/g/v/r/n/s/t");

    [Fact]
    public void Queries() => Run(
        text =>
        {
            var query = QueryParameters.Parse(text);
            RequestInfoParser.Parse("GET", "/api/v1/pods", query);
            query.All("a");
        },
        [], ["&", "=", "%", "%zz", "%ff", "+", "fieldSelector=metadata.name="],
        "?labelSelector=a%3Db&limit=5&watch=true", "fieldSelector=metadata.name%3Dx,spec.nodeName!=y&a=1&a=2");

    [Fact]
    public void Accepts() => Run(
        text => ContentNegotiator.Negotiate(text, (ViewsOffered)0x7, pretty: false),
        [typeof(ApiException)], [";", ",", "q=", "as=Table", "v=v1", "g=meta.k8s.io", "*/*", "=", "\"", "1e999"],
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;q=0.5,*/*", "application/vnd.kubernetes.protobuf;stream=watch");

    [Fact]
    public void ContentTypes() => Run(
        text => ContentNegotiator.RequestFormat(text), [typeof(ApiException)], [";", "charset=", "/"], "application/json; charset=utf-8", "application/yaml");

    [Fact]
    public void CronSchedules() => Run(
        text => CronScheduleChecks.Error(text), [], ["*", "/", "-", ",", "@every ", "@daily", "mon", "?", "60"], "*/5 0-3,9 1 jan mon-fri", "@every 1h30m", "0 0 31 2 ?");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnswersOfAdmissionWebhooks(bool mutating) => Run(
        text => AdmissionReviews.Decode(Encoding.UTF8.GetBytes(text), "u", "v1", mutating),
        [typeof(WebhookCallException)], ["\"patch\":", "\"patchType\":\"JSONPatch\"", "\"allowed\":", "\"warnings\":[", "\"auditAnnotations\":{"],
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u","allowed":true,"patchType":"JSONPatch","patch":"W10=","warnings":["w"],"auditAnnotations":{"a":"b"}}}""",
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u","allowed":false,"status":{"code":418,"message":"m","reason":"r"}}}""");

    private static void Run(Action<string> read, Type[] refusals, string[] words, params string[] texts) =>
        new Fuzzer(texts.Select(Encoding.UTF8.GetBytes), words).Run(input => read(Encoding.UTF8.GetString(input)), error => refusals.Contains(error.GetType()));
}
