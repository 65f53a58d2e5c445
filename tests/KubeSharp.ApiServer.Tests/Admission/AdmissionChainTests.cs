using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class AdmissionChainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();

    [Fact]
    public async Task Times_AreCountedByPluginAndPhase()
    {
        var chain = Chain(new Plugin("Slow", () => _time.Advance(TimeSpan.FromSeconds(2))), new Plugin("Fast", static () => { }));
        await chain.AdmitAsync(Requests.Create(new ConfigMap()), TestContext.Current.CancellationToken);
        var text = await TextAsync();
        Assert.Contains("""apiserver_admission_controller_admission_duration_seconds_sum{name="Slow",type="admit",operation="CREATE",rejected="false"} 2""", text);
        Assert.Contains("""apiserver_admission_controller_admission_duration_seconds_sum{name="Fast",type="admit",operation="CREATE",rejected="false"} 0""", text);
        Assert.Contains("""apiserver_admission_step_admission_duration_seconds_sum{type="admit",operation="CREATE",rejected="false"} 2""", text);
    }

    [Fact]
    public async Task Refusal_EndsThePhase_AndIsCountedAsOne()
    {
        var reached = false;
        var chain = Chain(new Plugin("No", static () => throw ApiErrors.BadRequest("no")), new Plugin("Later", () => reached = true));
        await Assert.ThrowsAsync<ApiException>(async () => await chain.AdmitAsync(Requests.Create(new ConfigMap()), TestContext.Current.CancellationToken));
        Assert.False(reached);
        var text = await TextAsync();
        Assert.Contains("""apiserver_admission_controller_admission_duration_seconds_count{name="No",type="admit",operation="CREATE",rejected="true"} 1""", text);
        Assert.Contains("""apiserver_admission_step_admission_duration_seconds_count{type="admit",operation="CREATE",rejected="true"} 1""", text);
        Assert.DoesNotContain("Later", text);
    }

    private AdmissionChain Chain(params IAdmissionPlugin[] plugins) => new(plugins, new AdmissionMetrics(_registry), _time);

    private async Task<string> TextAsync()
    {
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private sealed class Plugin(string name, Action act) : IMutatingAdmissionPlugin
    {
        public string Name => name;

        public bool Handles(AdmissionOperation operation) => true;

        public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
        {
            act();
            return ValueTask.CompletedTask;
        }
    }
}
