using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;
using RangeRequest = KubeSharp.Storage.Etcd.Rpc.RangeRequest;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.KV.</summary>
internal sealed class KeyService(IKeyValueStore store)
{
    public void AddTo(GrpcRoutes routes)
    {
        routes.Add("/etcdserverpb.KV/Range", RangeRequest.Parser, RangeAsync);
        routes.Add("/etcdserverpb.KV/Put", PutRequest.Parser, PutAsync);
        routes.Add("/etcdserverpb.KV/DeleteRange", DeleteRangeRequest.Parser, DeleteAsync);
        routes.Add("/etcdserverpb.KV/Txn", TxnRequest.Parser, CommitAsync);
        routes.Add("/etcdserverpb.KV/Compact", CompactionRequest.Parser, CompactAsync);
    }

    private async ValueTask<RangeResponse> RangeAsync(RangeRequest request, CancellationToken cancellationToken)
    {
        if (!SortedRange.IsNeeded(request))
        {
            return Wire.Of(await store.RangeAsync(Wire.Of(request), cancellationToken).ConfigureAwait(false));
        }

        RangeResult all = await store.RangeAsync(Wire.Of(request) with { Limit = 0, CountOnly = false }, cancellationToken).ConfigureAwait(false);
        return SortedRange.Of(request, all);
    }

    private async ValueTask<PutResponse> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        var (header, responses) = await CommitAsync(new RequestOp { RequestPut = request }, cancellationToken).ConfigureAwait(false);
        PutResponse response = responses.ResponsePut;
        response.Header = header;
        return response;
    }

    private async ValueTask<DeleteRangeResponse> DeleteAsync(DeleteRangeRequest request, CancellationToken cancellationToken)
    {
        var (header, responses) = await CommitAsync(new RequestOp { RequestDeleteRange = request }, cancellationToken).ConfigureAwait(false);
        DeleteRangeResponse response = responses.ResponseDeleteRange;
        response.Header = header;
        return response;
    }

    private async ValueTask<(ResponseHeader Header, ResponseOp Response)> CommitAsync(RequestOp operation, CancellationToken cancellationToken)
    {
        TxnResponse response = await CommitAsync(new TxnRequest { Success = { operation } }, cancellationToken).ConfigureAwait(false);
        return (response.Header, response.Responses[0]);
    }

    private async ValueTask<TxnResponse> CommitAsync(TxnRequest request, CancellationToken cancellationToken)
    {
        Transaction transaction = Branch.Of(request, out Branch success, out Branch failure);
        TransactionResult result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        TxnResponse response = Branch.Response(result, success, failure);
        response.Header = Wire.Header(result.Revision);
        return response;
    }

    private async ValueTask<CompactionResponse> CompactAsync(CompactionRequest request, CancellationToken cancellationToken)
    {
        await store.CompactAsync(request.Revision, cancellationToken).ConfigureAwait(false);
        return new CompactionResponse { Header = Wire.Header(store.CurrentRevision) };
    }
}
