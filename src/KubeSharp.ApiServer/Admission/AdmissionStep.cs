namespace KubeSharp.ApiServer.Admission;

/// <summary>One plugin in one phase of one operation.</summary>
/// <param name="Run">Asks it.</param>
/// <param name="Series">Where its time is counted.</param>
/// <param name="AsksOthers">Its time goes into waiting for webhooks.</param>
internal sealed record AdmissionStep(Func<AdmissionContext, CancellationToken, ValueTask> Run, AdmissionSeries Series, bool AsksOthers);
