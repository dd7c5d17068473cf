"""Sign-in, accounts, people and their roles over HTTP."""

from core_service.identity.routes.sign_in import blueprint as sign_in
from core_service.identity.routes.users import blueprint as users

blueprints = (sign_in, users)
