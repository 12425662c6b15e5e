import HTTPTypes
import Hummingbird

/// Turns whatever a route throws into a failure in the API's form, before the router makes one of its own.
struct FailureForm<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            if let error = APIError(error) { throw error }
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            throw APIError.inside
        }
    }
}
